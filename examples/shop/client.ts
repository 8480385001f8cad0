import { Status, StatusError } from "farcall/rpc";
import { type LineItemInit, type OrderServiceClient, OrderStatusEnum } from "./gen/acme/shop/v1/order_pb.js";

/** A customer who makes a call of each kind, and one that the shop refuses. */
export async function visitShop(orders: OrderServiceClient): Promise<void> {
  console.log("\nUnary: createOrder");
  const order = await orders.createOrder(
    {
      customerId: "ada",
      items: [{ productId: "teapot", quantity: 1, unitPriceCents: 2_450n }],
      payment: { case: "card", value: { lastFourDigits: "4242" } },
    },
    { timeoutMs: 5_000 },
  );
  console.log(`  ${order.id} is ${OrderStatusEnum.name(order.status)}, ${euros(order.totalCents)}`);
  await orders.createOrder({ customerId: "ada", items: [{ productId: "cup", quantity: 6, unitPriceCents: 495n }] });

  console.log("\nServer streaming: listOrders");
  for await (const { id, items, totalCents } of orders.listOrders({ customerId: "ada" })) {
    const lines = items.map((item) => `${item.quantity} x ${item.productId}`);
    console.log(`  ${id}: ${lines.join(", ")}, ${euros(totalCents)}`);
  }

  console.log("\nClient streaming: uploadLineItems");
  const summary = await orders.uploadLineItems(shoppingList());
  console.log(`  ${summary.lineCount} lines, ${euros(summary.totalCents)}`);

  console.log("\nBidirectional streaming: orderChat");
  const chat = orders.orderChat(["No ribbon, please.", "When will it come?"].map((text) => ({ text })));
  for await (const { text } of chat) console.log(`  ${text}`);

  console.log("\nA call that fails: createOrder without items");
  try {
    await orders.createOrder({ customerId: "ada" });
  } catch (error) {
    if (!(error instanceof StatusError) || error.code !== Status.INVALID_ARGUMENT) throw error;
    console.log(`  ${error.message}`);
  }
}

/** Any iterable or async iterable is a stream of requests; this one could as well read a file. */
function* shoppingList(): Iterable<LineItemInit> {
  yield { productId: "saucer", quantity: 6, unitPriceCents: 250n };
  yield { productId: "spoon", quantity: 12, unitPriceCents: 120n };
  yield { productId: "tray", quantity: 1, unitPriceCents: 1_999n };
}

function euros(cents: bigint): string {
  return `${(Number(cents) / 100).toFixed(2)} EUR`;
}
