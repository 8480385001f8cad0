import { Server } from "farcall/node";
import { Status, StatusError } from "farcall/rpc";
import {
  type ChatMessage,
  type ChatMessageInit,
  type CreateOrderRequest,
  type LineItem,
  type ListOrdersRequest,
  Order,
  OrderService,
  type OrderServiceServer,
  OrderStatus,
  type UploadLineItemsResponseInit,
} from "./gen/acme/shop/v1/order_pb.js";

/** A shop that keeps its orders in memory. One method for each RPC of the .proto file: the compiler asks for them all. */
class Shop implements OrderServiceServer {
  readonly #orders: Order[] = [];

  // Unary: a request in, a response out. A StatusError refuses the call.
  createOrder({ customerId, items, payment }: CreateOrderRequest): Order {
    if (items.length === 0) throw new StatusError(Status.INVALID_ARGUMENT, "an order needs at least one item");
    const order = Order.create({
      id: `o-${this.#orders.length + 1}`,
      customerId,
      items,
      payment,
      status: payment.case === undefined ? OrderStatus.PLACED : OrderStatus.PAID,
      totalCents: sum(items),
    });
    this.#orders.push(order);
    return order;
  }

  // Server streaming: yield as many responses as there are.
  *listOrders({ customerId, status }: ListOrdersRequest): Iterable<Order> {
    for (const order of this.#orders) {
      if (order.customerId === customerId && (status === undefined || order.status === status)) yield order;
    }
  }

  // Client streaming: read the requests, return one response.
  async uploadLineItems(items: AsyncIterable<LineItem>): Promise<UploadLineItemsResponseInit> {
    let lineCount = 0;
    let totalCents = 0n;
    for await (const item of items) {
      lineCount += 1;
      totalCents += sum([item]);
    }
    return { lineCount, totalCents };
  }

  // Bidirectional streaming: read and yield in any order.
  async *orderChat(messages: AsyncIterable<ChatMessage>): AsyncIterable<ChatMessageInit> {
    for await (const { text } of messages) {
      yield { text: text.endsWith("?") ? "Good question! We deliver within two days." : `We noted: "${text}"` };
    }
  }
}

function sum(items: readonly LineItem[]): bigint {
  return items.reduce((cents, item) => cents + BigInt(item.quantity) * item.unitPriceCents, 0n);
}

/** The server, not yet listening. */
export function createShopServer(): Server {
  return new Server().add(OrderService, new Shop());
}
