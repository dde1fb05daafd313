"""Addresses of plans and orders."""

from django.urls import path

from membership.subscriptions import views

app_name = "subscriptions"
urlpatterns = [
    path("", views.plans, name="plans"),
    path("orders/<row:order_id>/", views.order, name="order"),
    path("<slug:code>/", views.subscribe, name="subscribe"),
]
