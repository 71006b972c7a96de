"""Charts of a report on its page."""

from django import template
from django.utils.safestring import SafeString

from apps.reporting.documents.charts import Chart
from apps.reporting.documents.page_charts import svg

register = template.Library()


@register.simple_tag
def report_chart(chart: Chart) -> SafeString:
    """The chart as a picture, as the files print it."""
    return svg(chart)
