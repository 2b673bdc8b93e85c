"""Pages on which trust rests; all of them are open to everybody."""

from django.urls import path

from kpmarket.site.trust import record_views, report_views, views

app_name = "trust"
urlpatterns = [
    path("about/", views.about, name="about"),
    path("contact/", views.contact, name="contact"),
    path("terms/", views.terms, name="terms"),
    path("cookies/", views.cookies, name="cookies"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("complaints/", views.complaints, name="complaints"),
    path("words/", views.words, name="words"),
    path("record/", record_views.record, name="record"),
    path("record/heads.json", record_views.heads, name="record-heads"),
    path("record/check_decision.py", record_views.script, name="record-script"),
    path("numbers/", record_views.numbers, name="numbers"),
    path("report/", report_views.report, name="report"),
    path("report/files/<str:token>/", report_views.report_files, name="report-files"),
]
