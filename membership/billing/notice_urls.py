"""Addresses where payment providers leave notices."""

from django.urls import URLPattern

app_name = "notices"
urlpatterns: list[URLPattern] = []
