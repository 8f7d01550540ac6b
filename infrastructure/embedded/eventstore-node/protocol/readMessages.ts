import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { streamsPb } from './clientPackage.js';
import { streamIdentifier } from './streamIdentifiers.js';

const { ReadResp: Response } = streamsPb;

export const confirmation = (subscriptionId: string): ReadResp =>
  new Response().setConfirmation(new Response.SubscriptionConfirmation().setSubscriptionId(subscriptionId));

export const caughtUp = (): ReadResp => new Response().setCaughtUp(new Response.CaughtUp());

export const checkpoint = (position: bigint): ReadResp =>
  new Response().setCheckpoint(
    new Response.Checkpoint().setCommitPosition(position.toString()).setPreparePosition(position.toString()),
  );

export const streamNotFound = (stream: string): ReadResp =>
  new Response().setStreamNotFound(new Response.StreamNotFound().setStreamIdentifier(streamIdentifier(stream)));
