"""Pages on which trust rests; all of them are open to everybody."""

from django.urls import path

from kpmarket.site.trust import report_views, views

app_name = "trust"
urlpatterns = [
    path("about/", views.about, name="about"),
    path("contact/", views.contact, name="contact"),
    path("terms/", views.terms, name="terms"),
    path("cookies/", views.cookies, name="cookies"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("complaints/", views.complaints, name="complaints"),
    path("words/", views.words, name="words"),
    path("report/", report_views.report, name="report"),
    path("report/files/<str:token>/", report_views.report_files, name="report-files"),
]
