package io.tributary.cdc.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.cdc.preflight.check.ConnectorPlugin;
import io.tributary.cdc.worker.ConnectAddress;
import io.tributary.common.error.TributaryException;
import io.tributary.common.json.Json;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that Kafka Connect answers and has the plugins that the sources need.
 *
 * @param address of its REST interface
 * @param timeout for its answer
 */
record ConnectCheck(ConnectAddress address, Duration timeout) {
  private static final String SUBJECT = "connect";

  /** Looks for the plugins that the sources need. */
  List<PreflightCheck> look(List<ConnectorPlugin> needed) {
    try {
      HttpResponse<byte[]> answer = ask();
      if (answer.statusCode() != 200) {
        return List.of(unreachable("answered with status " + answer.statusCode()));
      }
      PreflightCheck reachable =
          PreflightCode.CONNECT.passed(SUBJECT, "Kafka Connect answers at " + address.base() + ".");
      JsonNode plugins = Json.read(answer.body(), JsonNode.class);
      List<PreflightCheck> checks = new ArrayList<>(List.of(reachable));
      needed.forEach(plugin -> checks.add(look(plugins, plugin)));
      return checks;
    } catch (IOException e) {
      return List.of(unreachable("does not answer (" + e + ")"));
    } catch (TributaryException e) {
      return List.of(unreachable("was not asked: " + e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(unreachable("was not waited for: this service is stopping"));
    }
  }

  private HttpResponse<byte[]> ask() throws IOException, InterruptedException {
    HttpRequest request = address.request("connector-plugins", timeout).build();
    return address.client(timeout).send(request, BodyHandlers.ofByteArray());
  }

  private static PreflightCheck look(JsonNode plugins, ConnectorPlugin wanted) {
    for (JsonNode plugin : plugins) {
      if (wanted.connector().equals(plugin.path("class").asText())) {
        return PreflightCode.CONNECT_PLUGIN.passed(
            SUBJECT,
            "The %s plugin is there, %s."
                .formatted(wanted.name(), plugin.path("version").asText()));
      }
    }
    return PreflightCode.CONNECT_PLUGIN.failed(
        SUBJECT,
        "Kafka Connect does not have the plugin " + wanted.connector() + ".",
        "Put the jars of %s into a directory of the worker's plugin.path and restart the worker."
            .formatted(wanted.directory()));
  }

  private PreflightCheck unreachable(String what) {
    return PreflightCode.CONNECT.failed(
        SUBJECT,
        "Kafka Connect at %s %s.".formatted(address.base(), what),
        "Start Kafka Connect, or correct tributary.connect.url; a status of 401 asks for"
            + " tributary.connect.user and tributary.connect.password-file.");
  }
}
