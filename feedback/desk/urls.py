"""Addresses of the desk."""

from django.urls import path

from feedback.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("<slug:number>/", views.inquiry, name="inquiry"),
]
