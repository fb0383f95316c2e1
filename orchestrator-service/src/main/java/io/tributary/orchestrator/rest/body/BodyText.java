package io.tributary.orchestrator.rest.body;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a body as text, up to a limit, so that nobody can fill the memory. */
public final class BodyText {
  /** No migration file comes near this. */
  public static final int MAX_BYTES = 1024 * 1024;

  private BodyText() {}

  /** The body as text; too large or unreadable ones are answered as the request's fault. */
  public static String text(InputStream body) {
    try {
      byte[] bytes = body == null ? new byte[0] : body.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new ClientErrorException(413);
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BadRequestException("The body is not UTF-8 text.");
    } catch (IOException e) {
      throw new BadRequestException("The body could not be read.");
    }
  }
}
