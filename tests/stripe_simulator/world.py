"""What every part of the simulator shares: state, clock, addresses, and news as events."""

import secrets
import string
import time
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlsplit

from tests.stripe_simulator import API_VERSION, errors, shapes
from tests.stripe_simulator.store import Resource, Store

_LETTERS = string.ascii_letters + string.digits

PREFIXES = {
    "balance_transaction": "txn_",
    "billing_portal.configuration": "bpc_",
    "billing_portal.session": "bps_",
    "charge": "ch_",
    "checkout.session": "cs_test_",
    "coupon": "",
    "credit_note": "cn_",
    "credit_note_line_item": "cnli_",
    "customer": "cus_",
    "discount": "di_",
    "dispute": "du_",
    "event": "evt_",
    "invoice": "in_",
    "invoice_payment": "inpay_",
    "invoiceitem": "ii_",
    "item": "li_",
    "line_item": "il_",
    "payment_intent": "pi_",
    "payment_method": "pm_",
    "price": "price_",
    "product": "prod_",
    "promotion_code": "promo_",
    "refund": "re_",
    "setup_intent": "seti_",
    "subscription": "sub_",
    "subscription_item": "si_",
    "test_helpers.test_clock": "clock_",
    "webhook_endpoint": "we_",
}


@dataclass(frozen=True)
class Origin:
    """The API request that caused an event; a customer on the Checkout page leaves both empty."""

    request_id: str | None = None
    idempotency_key: str | None = None


@dataclass
class World:
    """The account that is being simulated."""

    store: Store
    api_key: str
    port: int = 0
    public_url: str | None = None
    origin: Origin = Origin()
    #: What a test clock shows; the time of day when there is none.
    moment: int | None = None

    def on_behalf_of(self, origin: Origin) -> Self:
        """The same world, with events that name the request they come from."""
        return replace(self, origin=origin)

    def now(self) -> int:
        return int(time.time()) if self.moment is None else self.moment

    def at(self, moment: int | None) -> Self:
        """The same world at another moment: events and objects bear its date."""
        return replace(self, moment=moment)

    def beside(self, customer_id: str) -> Self:
        """The same world as the test clock of a customer shows it, if she has one."""
        customer = self.store.find("customer", customer_id)
        clock = customer and customer["test_clock"]
        if not clock:
            return self
        return self.at(self.get("test_helpers.test_clock", clock)["frozen_time"])

    def new_id(self, kind: str) -> str:
        length = 58 if kind == "checkout.session" else 24
        return PREFIXES[kind] + "".join(secrets.choice(_LETTERS) for _ in range(length))

    def create(self, kind: str, *, within: str | None = None, **values: Any) -> Resource:
        """Make and keep a new object with every field its kind has."""
        values = {"id": self.new_id(kind), **values}
        if "created" in shapes.FIELDS[kind]:
            values = {"created": self.now(), **values}
        return self.store.save(shapes.build(kind, **values), parent=within)

    def get(self, kind: str, object_id: str, *, param: str | None = None) -> Resource:
        """An object by id; one named by a parameter is a bad request, one in the path is a 404."""
        found = self.store.find(kind, object_id)
        if found is None:
            status = 400 if param else 404
            raise errors.no_such(kind, object_id, param or "id", status)
        return found

    def announce(
        self, kind: str, resource: Resource, previous: dict[str, Any] | None = None
    ) -> Resource:
        """Write an event with the object as it is now, and put it in line for delivery."""
        data: dict[str, Any] = {"object": resource}
        if previous is not None:
            data["previous_attributes"] = previous
        event = self.create(
            "event",
            api_version=API_VERSION,
            data=data,
            pending_webhooks=1,
            request={
                "id": self.origin.request_id,
                "idempotency_key": self.origin.idempotency_key,
            },
            type=kind,
        )
        self.store.run(
            "INSERT INTO deliveries (event_id, due_at) VALUES (?, ?)", event["id"], time.time()
        )
        for endpoint in self.store.newest_first("webhook_endpoint", status="enabled"):
            if {"*", kind} & set(endpoint["enabled_events"]):
                self.store.run(
                    "INSERT INTO endpoint_deliveries (event_id, endpoint_id, due_at) "
                    "VALUES (?, ?, ?)",
                    event["id"],
                    endpoint["id"],
                    time.time(),
                )
        return event

    def page_url(self, path: str, *, near: str) -> str:
        """The address of a page of ours, on the host by which the reader came to the shop.

        ``near`` is an address of the shop: with HOST set to a network address the Checkout page
        follows it there without being told.
        """
        if self.public_url:
            return self.public_url.rstrip("/") + path
        host = urlsplit(near).hostname or "127.0.0.1"
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.port}{path}"
