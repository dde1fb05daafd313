"""Addresses of this room for readers."""

from django.urls import re_path

from portal.languages import views

app_name = "languages"
urlpatterns = [re_path(r"^(?P<page_id>[0-9]{1,9})/$", views.offer, name="offer")]
