package io.tributary.tracing;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Makes what takes the spans of this process, and has it send the last ones when that ends. */
@ApplicationScoped
public class TracingWiring {
  private volatile @Nullable ExportedTraces exported;

  @Produces
  @Singleton
  CutoverTraces traces(
      TracingSettings settings,
      @ConfigProperty(name = "quarkus.application.name") String service,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    return settings
        .endpoint()
        .<CutoverTraces>map(receiver -> export(receiver, service, version))
        .orElse(CutoverTraces.OFF);
  }

  private ExportedTraces export(URI receiver, String service, String version) {
    ExportedTraces made = new ExportedTraces(receiver, service, version);
    exported = made;
    return made;
  }

  @PreDestroy
  void close() {
    if (exported != null) {
      exported.close();
    }
  }
}
