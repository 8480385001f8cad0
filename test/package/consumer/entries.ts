// Every entry that works anywhere, as a project without Node's types sees it.
export * as farcall from "farcall";
export * as codegen from "farcall/codegen/v1";
export * as rpc from "farcall/rpc";
export * as testing from "farcall/testing";
export * as wkt from "farcall/wkt";
export * as shop from "./gen/acme/shop/v1/order_pb.js";
