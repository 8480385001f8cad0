// How a program may use enums, and what the compiler must refuse. Type-checked by types.test.ts, never run.

import { Order, Status, StatusEnum } from "../cases/enum-open/ts/enum-open_pb.js";
import { HttpMethod, Mixed } from "../cases/enum-prefix/ts/enum-prefix_pb.js";
import { expectType } from "./expect-type.js";

export function names(order: Order): string {
  expectType<Status>()(order.status);
  expectType<0 | 1 | 2>()(order.status);
  expectType<1>()(Status.PAID);
  expectType<string>()(StatusEnum.typeName);
  expectType<string | undefined>()(StatusEnum.name(1));
  expectType<Status | undefined>()(StatusEnum.number("STATUS_PAID"));
  expectType<boolean>()(StatusEnum.isKnown(5));
  Order.create({ status: Status.SHIPPED, history: [Status.PAID], byName: { a: Status.PAID } });
  HttpMethod.GET satisfies 1;
  Mixed.MIXED_UNSPECIFIED satisfies 0;

  // @ts-expect-error: no such value
  Status.STATUS_PAID;
  // @ts-expect-error: no number of the enum
  Order.create({ status: 7 });

  switch (order.status) {
    case Status.UNSPECIFIED:
    case Status.PAID:
      return "here";
    case Status.SHIPPED:
      return "gone";
  }
}
