"""Addresses of plans and orders."""

from django.urls import path

from membership.subscriptions import views

app_name = "subscriptions"
urlpatterns = [
    path("", views.plans, name="plans"),
    path("orders/<row:order_id>/", views.order, name="order"),
    path("orders/<row:order_id>/automatic/", views.automatic, name="automatic"),
    path("orders/<row:order_id>/automatic/stop/", views.stop_automatic, name="stop_automatic"),
    path(
        "orders/<row:order_id>/automatic/card/",
        views.card_for_automatic,
        name="card_for_automatic",
    ),
    path("renew/<str:token>/", views.renew, name="renew"),
    path("seats/take/<str:token>/", views.take_seat, name="take_seat"),
    path("seats/<row:term_id>/", views.seats, name="seats"),
    path("seats/<row:term_id>/<row:seat_id>/end/", views.end_seat, name="end_seat"),
    path("terms/<row:term_id>/change/", views.change, name="change"),
    path("terms/<row:term_id>/next/", views.next_plan, name="next_plan"),
    path("terms/<row:term_id>/cancel/", views.cancel, name="cancel"),
    path("<slug:code>/several/", views.subscribe_for_several, name="subscribe_for_several"),
    path("<slug:code>/", views.subscribe, name="subscribe"),
]
