"""Addresses of invoices."""

from django.urls import path

from membership.billing import views

app_name = "billing"
urlpatterns = [
    path("<row:invoice_id>/", views.invoice, name="invoice"),
    path("<row:invoice_id>/card/", views.pay_by_card, name="card"),
    path("<row:invoice_id>/paper/<str:language>/", views.paper, name="paper"),
]
