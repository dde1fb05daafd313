"""Addresses of search."""

from django.urls import path

from search import views, wish_views

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path("suggest/", views.suggest, name="suggest"),
    path("opened/", views.opened, name="opened"),
    path("feed/", views.feed, name="feed"),
    path("opensearch.xml", views.description, name="description"),
    path("tell-me/", wish_views.wish, name="wish"),
    path("tell-me/yes/<str:token>/", wish_views.confirm, name="confirm_wish"),
    path("tell-me/no/<str:token>/", wish_views.give_up, name="give_up_wish"),
]
