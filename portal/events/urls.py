"""Addresses of registering, calendars, and of the list at the door."""

from django.urls import path

from portal.events import door, views

app_name = "events"
urlpatterns = [
    path("<row:page_id>/", views.register, name="register"),
    path("<row:page_id>/thanks/", views.thanks, name="thanks"),
    path("<row:page_id>/door/", door.door, name="door"),
    path("mine/<str:token>/", views.mine, name="mine"),
    path("mine/<str:token>/calendar.ics", views.mine_calendar, name="mine_calendar"),
    path("calendar/all.ics", views.calendar, name="calendar"),
    path("calendar/topic/<slug:topic>.ics", views.calendar, name="calendar_of_topic"),
    path("calendar/oblast/<slug:oblast>.ics", views.calendar, name="calendar_of_oblast"),
]
