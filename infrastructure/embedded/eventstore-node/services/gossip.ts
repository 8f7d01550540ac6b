import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { gossipPb } from '../protocol/clientPackage.js';
import { structuredUuid } from '../protocol/uuids.js';

const ticksPerMillisecond = 10_000n;

/** Gossip.Read: a cluster of one, reachable where the caller has just reached it. */
export const gossip =
  (instanceId: string, fallback: Readonly<{ host: string; port: () => number }>) =>
  (call: ServerUnaryCall<Empty, ClusterInfo>, callback: sendUnaryData<ClusterInfo>): void => {
    const [, host = fallback.host, port = String(fallback.port())] =
      /^\[?(.+?)\]?(?::(\d+))?$/.exec(call.getHost()) ?? [];
    const member = new gossipPb.MemberInfo()
      .setInstanceId(structuredUuid(instanceId))
      .setTimeStamp(String(BigInt(Date.now()) * ticksPerMillisecond))
      .setState(gossipPb.MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setHttpEndPoint(new gossipPb.EndPoint().setAddress(host).setPort(Number(port)));
    callback(null, new gossipPb.ClusterInfo().setMembersList([member]));
  };
