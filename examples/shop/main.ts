import { Channel, credentials } from "farcall/node";
import { visitShop } from "./client.js";
import { OrderServiceClient } from "./gen/acme/shop/v1/order_pb.js";
import { createShopServer } from "./server.js";

const server = createShopServer();
const { port } = await server.listen("127.0.0.1:0", { credentials: credentials.insecure() });
console.log("The shop is open.");

const channel = new Channel(`127.0.0.1:${port}`, { credentials: credentials.insecure() });
await visitShop(new OrderServiceClient(channel));

await channel.close();
await server.shutdown({ graceMs: 1_000 });
console.log("\nThe shop has closed.");
