package io.tributary.common.grant;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file at a path whose links were resolved. Nothing follows a link to it any more: what somebody
 * has put in its place meanwhile is not read.
 *
 * @param real its path
 */
public record GrantedFile(Path real) {

  /**
   * Its text, UTF-8.
   *
   * @throws IOException also when a link is in its place or on the way to it by now
   */
  public String text() throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(real, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      requireUnmoved();
      byte[] bytes = Channels.newInputStream(channel).readAllBytes();
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new FileSystemException(real.toString(), null, "it is not UTF-8 text");
    }
  }

  /**
   * Checks that no directory on the way was replaced by a link.
   *
   * @throws IOException when one was
   */
  public void requireUnmoved() throws IOException {
    if (!real.toRealPath().equals(real)) {
      throw new FileSystemException(real.toString(), null, "a link is on the way to it now");
    }
  }
}
