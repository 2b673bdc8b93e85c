from django.urls import URLPattern

app_name = "suppliers"

company_urls: list[URLPattern] = []

certificate_urls: list[URLPattern] = []

urlpatterns = [*company_urls, *certificate_urls]
