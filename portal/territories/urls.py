"""Addresses of the register."""

from django.urls import path

from portal.territories import views

app_name = "territories"
urlpatterns = [
    path("find/", views.find, name="find"),
]
