package io.tributary.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans to a receiver of OTLP over HTTP, in batches and from a thread of its own. While the
 * receiver does not answer, some 2,000 spans wait, and later ones are dropped.
 */
final class ExportedTraces implements CutoverTraces, AutoCloseable {
  private static final Duration DELAY = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String PATH = "/v1/traces";

  private final PlacedIds ids = new PlacedIds();
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  /**
   * Sends to a receiver; whether it is there shows only later.
   *
   * @param service the name under which spans of this process are shown
   */
  ExportedTraces(URI receiver, String service, String version) {
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(address(receiver).toString())
            .setTimeout(LIMIT)
            .build();
    this.provider =
        SdkTracerProvider.builder()
            .setIdGenerator(ids)
            .setResource(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        service,
                        AttributeKey.stringKey("service.version"),
                        version)))
            .addSpanProcessor(
                BatchSpanProcessor.builder(exporter)
                    .setScheduleDelay(DELAY)
                    .setExporterTimeout(LIMIT)
                    .build())
            .build();
    this.tracer = provider.get("io.tributary");
  }

  private static URI address(URI receiver) {
    String path = receiver.getPath();
    return path == null || path.isEmpty() || path.equals("/") ? receiver.resolve(PATH) : receiver;
  }

  @Override
  public boolean told() {
    return true;
  }

  @Override
  public void tell(TracedSpan span) {
    SpanBuilder begun = tracer.spanBuilder(span.name()).setStartTimestamp(span.startedAt());
    span.place()
        .parent()
        .ifPresentOrElse(parent -> begun.setParent(below(parent)), begun::setNoParent);
    span.facts().forEach(begun::setAttribute);
    Span started = ids.at(span.place(), begun::startSpan);
    span.failure()
        .ifPresent(
            code -> {
              started.setStatus(StatusCode.ERROR, code);
              started.setAttribute("tributary.error.code", code);
            });
    started.end(span.endedAt());
  }

  private static Context below(SpanPlace parent) {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.create(
                    parent.traceId(),
                    parent.spanId(),
                    TraceFlags.getSampled(),
                    TraceState.getDefault())));
  }

  /** Sends what waits, for a few seconds at most. */
  @Override
  public void close() {
    provider.shutdown().join(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
