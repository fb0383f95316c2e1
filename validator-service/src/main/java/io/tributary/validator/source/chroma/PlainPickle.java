package io.tributary.validator.source.chroma;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;
import net.razorvine.pickle.objects.ClassDictConstructor;

/**
 * An unpickler that follows a list of instructions: those that make dictionaries, texts and
 * numbers, and an object of the one class that Chroma wrote before 1.0. It builds nothing else, and
 * no text that is longer than what is left of the file.
 */
final class PlainPickle extends Unpickler {
  private static final String MODULE = "chromadb.segment.impl.vector.local_persistent_hnsw";
  private static final String NAME = "PersistentData";

  private static final int SHORT_TEXT = 0x8c;
  private static final int LONG_TEXT = 0x8d;
  private static final int CLASS_BY_NAMES = 0x93;

  /**
   * Frames and the end, None and the booleans, empty dictionary and tuple, marks, the memo,
   * integers, a float, and what makes and fills the object.
   */
  private static final Set<Integer> LEFT_TO_THE_LIBRARY =
      Set.of(
          0x80, 0x95, (int) '.', (int) 'N', 0x88, 0x89, (int) '}', (int) ')', (int) '(', 0x94,
          (int) 'q', (int) 'r', (int) 'h', (int) 'j', (int) 'K', (int) 'M', (int) 'J', 0x8a,
          (int) 'G', 0x81, (int) 'b');

  private PlainPickle() {}

  /**
   * Reads a dictionary, or the attributes of the object.
   *
   * @throws PickleException it is cut off, or holds something else
   */
  static Map<?, ?> read(byte[] bytes) {
    try {
      Object read = new PlainPickle().load(new ByteArrayInputStream(bytes));
      if (read instanceof Map<?, ?> fields) {
        return fields;
      }
      throw new PickleException("no dictionary");
    } catch (PickleException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new PickleException("no whole pickle", e);
    }
  }

  @Override
  protected Object dispatch(short instruction) throws PickleException, IOException {
    int code = instruction & 0xff;
    if (LEFT_TO_THE_LIBRARY.contains(code)) {
      return super.dispatch(instruction);
    }
    switch (code) {
      case 'X' -> stack.add(text(number(Integer.BYTES)));
      case SHORT_TEXT -> stack.add(text(number(1)));
      case LONG_TEXT -> stack.add(text(number(Long.BYTES)));
      case 'c' -> stack.add(known(line(), line()));
      case CLASS_BY_NAMES -> {
        Object name = stack.pop();
        stack.add(known(stack.pop(), name));
      }
      case 's' -> {
        Object value = stack.pop();
        put(stack.pop(), value);
      }
      case 'u' -> {
        List<Object> pairs = stack.pop_all_since_marker();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
          put(pairs.get(i), pairs.get(i + 1));
        }
      }
      default ->
          throw new PickleException("the instruction 0x" + Integer.toHexString(code) + " in it");
    }
    return NO_RETURN_VALUE;
  }

  /** A dictionary as a key, such as one in itself, could take for ever. */
  @SuppressWarnings("unchecked")
  private void put(Object key, Object value) {
    if (!(key instanceof String) && !(key instanceof Number)) {
      throw new PickleException("a key that is neither text nor number in it");
    }
    ((Map<Object, Object>) stack.peek()).put(key, value);
  }

  private static ClassDictConstructor known(Object module, Object name) {
    if (!MODULE.equals(module) || !NAME.equals(name)) {
      throw new PickleException("the class " + module + "." + name + " in it");
    }
    return new ClassDictConstructor(MODULE, NAME);
  }

  private long number(int width) throws IOException {
    byte[] bytes = new byte[Long.BYTES];
    System.arraycopy(taken(width), 0, bytes, 0, width);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private String text(long length) throws IOException {
    return new String(taken(length), StandardCharsets.UTF_8);
  }

  private byte[] taken(long length) throws IOException {
    if (length < 0 || length > input.available()) {
      throw new PickleException("it ends too early");
    }
    return input.readNBytes((int) length);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = input.read(); next != '\n'; next = input.read()) {
      if (next < 0) {
        throw new PickleException("it ends too early");
      }
      line.append((char) next);
    }
    return line.toString();
  }
}
