package io.tributary.orchestrator.values;

import io.tributary.common.error.TributaryException;
import io.tributary.common.tls.HttpAddress;
import io.tributary.orchestrator.service.OrchestratorSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Asks the validator for the values of rows, with the token of the one who asks, so that it decides
 * by itself and its audit names the same sender. Nothing of the answer is kept; redirections are
 * not followed. Thread-safe.
 */
@ApplicationScoped
public class ValidatorQuestion {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** The validator gives up before. */
  private static final Duration ANSWER = Duration.ofSeconds(45);

  private static final int NOT_FOUND = 404;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final List<String> urls;

  ValidatorQuestion(OrchestratorSettings settings) {
    this.urls = settings.orchestrator().validatorUrls().orElse(List.of());
  }

  /**
   * The rows of a table that differ, from the first validator that knows the table's verdict; one
   * that stands by knows none.
   *
   * @param authorization the header of the request that asks
   * @throws TributaryException where none is named that may be asked, or none answers
   */
  public ValidatorAnswer differingRows(
      String migration, String source, String table, String authorization) {
    String path =
        "/validation/%s/%s/%s/values".formatted(part(migration), part(source), part(table));
    ValidatorAnswer unknown = null;
    for (URI base : bases()) {
      try {
        ValidatorAnswer answer = ask(URI.create(base + path), authorization);
        if (answer.status() != NOT_FOUND) {
          return answer;
        }
        unknown = answer;
      } catch (IOException e) {
        // Another one may answer; that none does is said below.
        continue;
      }
    }
    if (unknown != null) {
      return unknown;
    }
    throw new TributaryException(
        RowValuesError.UNANSWERED,
        "No validator answers at "
            + String.join(", ", urls)
            + ", so the values of the rows cannot be read. Check that validator-service is running,"
            + " and tributary.orchestrator.validator-urls.",
        Map.of("migration", migration));
  }

  private ValidatorAnswer ask(URI uri, String authorization) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(ANSWER)
            .header("Authorization", authorization)
            .header("Accept", "application/json")
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      return new ValidatorAnswer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse("application/json"),
          response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private List<URI> bases() {
    List<URI> bases =
        urls.stream()
            .flatMap(url -> HttpAddress.of(url).stream())
            .filter(address -> !address.readableOnTheWay())
            .map(address -> URI.create(address.uri().toString().replaceFirst("/+$", "")))
            .toList();
    if (bases.isEmpty()) {
      throw new TributaryException(
          RowValuesError.NO_VALIDATOR,
          "This orchestrator is not told where a validator answers, so it cannot ask for values."
              + " Set tributary.orchestrator.validator-urls to https addresses of validator-service,"
              + " or to addresses on this machine, and start it again. To other machines no token is"
              + " sent by plain HTTP.",
          Map.of());
    }
    return bases;
  }

  private static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
