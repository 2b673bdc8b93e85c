"""The site map. URLs follow people; code follows dependencies."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from buyers.api import endpoints
from kpmarket.accounts import views
from kpmarket.site import decision_pdf, design, health, site_audit_pdf
from kpmarket.site.privacy import views as privacy

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler500 = "kpmarket.site.unavailable.server_error"

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("people/data/", include("kpmarket.site.privacy.urls")),
    path("people/", include("kpmarket.accounts.urls")),
    path("", include("kpmarket.site.trust.urls")),
    path("privacy/", privacy.privacy, name="privacy"),
    path("language/", views.choose_language, name="set_language"),
    path("live/", health.live, name="live"),
    path("ready/", health.ready, name="ready"),
    path("admin/decisions/<int:pk>.pdf", decision_pdf.show, name="decision-pdf"),
    path("site-audits/<int:pk>.pdf", site_audit_pdf.show, name="site-audit-pdf"),
    path("admin/", admin.site.urls),
    path("supplier/", include("suppliers.urls")),
    path("supplier/markets/", include("audits.urls")),
    path("api/v1/", endpoints.urls),
    path("", include("buyers.disputes.urls")),
    path("", include("buyers.delivery.urls")),
    path("", include("buyers.trade.urls")),
    path("", include("buyers.urls")),
]

if settings.DEBUG:
    urlpatterns.append(path("design/", design.components, name="design"))
