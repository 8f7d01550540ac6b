import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { sendUnaryData } from '@grpc/grpc-js';
import { featuresPb } from '../protocol/clientPackage.js';

/** The version whose behaviour the node has. */
export const reportedVersion = '23.10.0';

const methods: readonly (readonly [service: string, method: string, features: readonly string[]])[] = [
  ['event_store.client.streams.streams', 'read', ['position', 'events']],
  ['event_store.client.streams.streams', 'append', []],
  ['event_store.client.streams.streams', 'batchappend', []],
  ['event_store.client.streams.streams', 'delete', []],
  ['event_store.client.streams.streams', 'tombstone', []],
  ['event_store.client.gossip.gossip', 'read', []],
  ['event_store.client.server_features.serverfeatures', 'getsupportedmethods', []],
];

/** ServerFeatures.GetSupportedMethods: the client asks before its first append, and uses BatchAppend only if it is listed. */
export function getSupportedMethods(_call: unknown, callback: sendUnaryData<SupportedMethods>): void {
  const list = methods.map(([service, method, features]) =>
    new featuresPb.SupportedMethod()
      .setServiceName(service)
      .setMethodName(method)
      .setFeaturesList([...features]),
  );
  callback(null, new featuresPb.SupportedMethods().setEventStoreServerVersion(reportedVersion).setMethodsList(list));
}
