package io.tributary.orchestrator.rest.body;

import io.tributary.common.json.Json;
import jakarta.ws.rs.BadRequestException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of an order that gives something up for good.
 *
 * @param confirm the name of the migration that is meant; null where the body does not say
 */
public record OrderConfirmation(
    @Schema(description = "The name of the migration, for which the order is meant")
        @Nullable String confirm) {

  /**
   * The migration that a body names, empty where there is no body.
   *
   * @throws BadRequestException for a body that is none
   */
  public static Optional<String> in(InputStream body) {
    String text = BodyText.text(body);
    if (text.isBlank()) {
      return Optional.empty();
    }
    OrderConfirmation read = read(text);
    if (read == null || read.confirm() == null) {
      throw unreadable();
    }
    return Optional.of(read.confirm());
  }

  private static @Nullable OrderConfirmation read(String text) {
    try {
      return Json.read(text.getBytes(StandardCharsets.UTF_8), OrderConfirmation.class);
    } catch (UncheckedIOException e) {
      throw unreadable();
    }
  }

  private static BadRequestException unreadable() {
    return new BadRequestException(
        "The body of an order is {\"confirm\": \"MIGRATION\"} or nothing.");
  }
}
