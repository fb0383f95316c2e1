package io.tributary.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;

/** Health and metrics of a service, read like an outsider does. */
record ServiceView(URI base, String token) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  boolean ready() throws Exception {
    return get("/q/health/ready").statusCode() == 200;
  }

  boolean alive() throws Exception {
    return get("/q/health/live").statusCode() == 200;
  }

  boolean well() throws Exception {
    return get("/q/health/well").statusCode() == 200;
  }

  String wellness() throws Exception {
    return get("/q/health/well").body();
  }

  /**
   * The value of the one sample with this name and all of these labels; not a number when there is
   * none.
   *
   * @param labels as Prometheus prints them, such as {@code source="shop"}
   */
  double metric(String name, String... labels) throws Exception {
    List<String> found =
        get("/q/metrics")
            .body()
            .lines()
            .filter(line -> line.startsWith(name + "{"))
            .filter(line -> Arrays.stream(labels).allMatch(line::contains))
            .toList();
    if (found.size() > 1) {
      throw new AssertionError("more than one sample: " + found);
    }
    return found.isEmpty()
        ? Double.NaN
        : Double.parseDouble(found.get(0).substring(found.get(0).lastIndexOf(' ') + 1));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Authorization", "Bearer " + token)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
