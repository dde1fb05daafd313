"""Where payment providers leave notices."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from membership.billing import notices
from membership.billing.gateways import stripe as stripe_gateway


@csrf_exempt
@require_POST
def stripe_notice(request: HttpRequest) -> HttpResponse:
    """Keep a notice from Stripe and answer at once; a worker acts on it later.

    Stripe repeats what is not answered with 2xx, so a known notice is a success.
    """
    try:
        event = stripe_gateway.read_notice(request)
    except stripe_gateway.NoticeRejected:
        return HttpResponse(status=400)
    notices.keep_notice(
        provider=stripe_gateway.PROVIDER,
        external_id=event.id,
        kind=event.type,
        payload=event.to_dict(),
    )
    return HttpResponse(status=204)
