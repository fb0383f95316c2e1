package io.tributary.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestOriginTest {
  private final RequestOrigin origins = new RequestOrigin(Set.of("tributary.internal"));

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "GET, localhost:8080, -, -, -",
        "GET, LOCALHOST, -, -, -",
        "GET, 127.0.0.1:8080, -, text/plain, -",
        "GET, [::1]:8080, -, -, -",
        "GET, tributary.internal:443, -, -, -",
        "POST, localhost:8080, -, application/json, -",
        "POST, localhost:8080, -, application/yaml; charset=utf-8, -",
        "PUT, localhost:8080, -, text/yaml, -",
        "POST, localhost:8080, http://localhost:8080, application/json, -",
        "GET, -, -, -, FOREIGN_HOST",
        "GET, evil.example, -, -, FOREIGN_HOST",
        "GET, localhost.evil.example, -, -, FOREIGN_HOST",
        "GET, 127.0.0.1.evil.example:8080, -, -, FOREIGN_HOST",
        "GET, evil.example:8080, -, -, FOREIGN_HOST",
        "GET, localhost:8080, http://evil.example, -, FOREIGN_ORIGIN",
        "GET, localhost:8080, null, -, FOREIGN_ORIGIN",
        "POST, localhost:8080, http://localhost:3000, application/json, FOREIGN_ORIGIN",
        "POST, localhost:8080, https://localhost:8080, application/json, FOREIGN_ORIGIN",
        "POST, localhost:8080, -, -, CONTENT_TYPE",
        "POST, localhost:8080, -, text/plain, CONTENT_TYPE",
        "POST, localhost:8080, -, application/x-www-form-urlencoded, CONTENT_TYPE",
        "POST, localhost:8080, -, multipart/form-data; boundary=x, CONTENT_TYPE",
        "POST, localhost:8080, -, text/plain; application/json, CONTENT_TYPE",
        "DELETE, localhost:8080, -, -, CONTENT_TYPE",
      })
  void refusesWhatAPageOfSomebodyElseCanMakeABrowserSend(
      String method, String host, String origin, String contentType, AccessError refused) {
    // when
    Optional<AccessError> error =
        origins
            .refusal(HttpMethod.valueOf(method), "http", host, origin, contentType)
            .map(RequestOrigin.Refusal::error);

    // then
    assertThat(error).isEqualTo(Optional.ofNullable(refused));
  }
}
