"""Addresses of people."""

from django.urls import path

from portal.people import views

app_name = "people"
urlpatterns = [
    path("<slug:slug>/", views.person, name="person"),
]
