import { createRequire } from 'node:module';
import type * as GossipServices from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type * as Gossip from '@eventstore/db-client/generated/gossip_pb.js';
import type * as FeatureServices from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type * as Features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type * as Shared from '@eventstore/db-client/generated/shared_pb.js';
import type * as Status from '@eventstore/db-client/generated/status_pb.js';
import type * as StreamServices from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type * as Streams from '@eventstore/db-client/generated/streams_pb.js';
import type * as Grpc from '@grpc/grpc-js';
import type * as AnyMessage from 'google-protobuf/google/protobuf/any_pb.js';
import type * as EmptyMessage from 'google-protobuf/google/protobuf/empty_pb.js';

// The generated serializers check `instanceof`: a second copy of grpc-js or google-protobuf would fail at run time.
const load = createRequire(createRequire(import.meta.url).resolve('@eventstore/db-client/package.json'));

/** grpc-js and the generated protocol classes, each the very copy that the EventStoreDB client uses. */
export const grpc: typeof Grpc = load('@grpc/grpc-js');
export const streamsPb: typeof Streams = load('./generated/streams_pb.js');
export const sharedPb: typeof Shared = load('./generated/shared_pb.js');
export const statusPb: typeof Status = load('./generated/status_pb.js');
export const gossipPb: typeof Gossip = load('./generated/gossip_pb.js');
export const featuresPb: typeof Features = load('./generated/serverfeatures_pb.js');
export const anyPb: typeof AnyMessage = load('google-protobuf/google/protobuf/any_pb.js');
export const emptyPb: typeof EmptyMessage = load('google-protobuf/google/protobuf/empty_pb.js');
export const { StreamsService }: typeof StreamServices = load('./generated/streams_grpc_pb.js');
export const { GossipService }: typeof GossipServices = load('./generated/gossip_grpc_pb.js');
export const { ServerFeaturesService }: typeof FeatureServices = load('./generated/serverfeatures_grpc_pb.js');
