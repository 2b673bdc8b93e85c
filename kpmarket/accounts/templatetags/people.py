"""What pages about a person say of them."""

from django import template

from kpmarket.accounts import browsers

register = template.Library()
register.filter("browser_name", browsers.browser_name)
