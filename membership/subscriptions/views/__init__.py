"""Pages of plans, orders, renewals and seats."""

from membership.subscriptions.views.automatic import automatic as automatic
from membership.subscriptions.views.automatic import card_for_automatic as card_for_automatic
from membership.subscriptions.views.automatic import stop_automatic as stop_automatic
from membership.subscriptions.views.changes import cancel as cancel
from membership.subscriptions.views.changes import change as change
from membership.subscriptions.views.changes import next_plan as next_plan
from membership.subscriptions.views.orders import order as order
from membership.subscriptions.views.orders import plans as plans
from membership.subscriptions.views.orders import subscribe as subscribe
from membership.subscriptions.views.renewals import renew as renew
from membership.subscriptions.views.seats import end_seat as end_seat
from membership.subscriptions.views.seats import seats as seats
from membership.subscriptions.views.seats import take_seat as take_seat
from membership.subscriptions.views.several import subscribe_for_several as subscribe_for_several
