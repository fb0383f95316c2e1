package io.tributary.cdc.connect;

import io.tributary.fixture.ConnectFixture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** What somebody else might do to a connector behind our back. */
public final class ConnectRest {
  private ConnectRest() {}

  public static void delete(String connector) throws Exception {
    send("DELETE", connector);
  }

  public static void restart(String connector) throws Exception {
    send("POST", connector + "/restart?includeTasks=true");
  }

  private static void send(String method, String path) throws Exception {
    URI uri = URI.create(ConnectFixture.worker().restUrl() + "/connectors/" + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();
    HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
  }
}
