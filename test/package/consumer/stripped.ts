import { Router } from "farcall/rpc";
import { InMemoryChannel } from "farcall/testing";
import { Order, OrderService, OrderServiceClient, OrderStatus } from "./gen-ts/acme/shop/v1/order_pb.ts";

const router = new Router().add(OrderService, {
  createOrder: ({ customerId }) => Order.create({ id: "o-1", customerId, status: OrderStatus.PLACED }),
});
const order = await new OrderServiceClient(new InMemoryChannel(router)).createOrder({ customerId: "c-1" });
console.log(process.version, order.id, Order.decode(Order.encode(order)).customerId);
