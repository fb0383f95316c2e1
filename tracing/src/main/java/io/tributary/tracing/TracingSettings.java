package io.tributary.tracing;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Who is told of changes of sides as traces of OpenTelemetry. */
@ConfigMapping(prefix = "tributary.tracing")
public interface TracingSettings {
  /**
   * A receiver of OTLP over HTTP, such as the OpenTelemetry Collector at {@code
   * http://127.0.0.1:4318}; {@code /v1/traces} is added where it names no path. Without it nothing
   * is traced.
   */
  Optional<URI> endpoint();
}
