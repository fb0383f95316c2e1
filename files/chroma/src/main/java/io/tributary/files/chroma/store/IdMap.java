package io.tributary.files.chroma.store;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;
import net.razorvine.pickle.objects.ClassDict;

/**
 * Which label of an index belongs to which id, from {@code index_metadata.pickle}.
 *
 * @param ids by label
 * @param position how far the queue is in the files, as versions before 0.5.6 said it; 0 if not
 */
record IdMap(Map<Long, String> ids, long position) {

  /**
   * Reads a pickle, of which nothing but plain values and Chroma's own class is taken.
   *
   * @throws TornRead it is not whole
   * @throws ChromaFailure PICKLE_REFUSED
   */
  static IdMap parse(byte[] pickle, String where) {
    new PickleOpcodes(pickle, where).require();
    Object loaded;
    try {
      loaded = new PlainUnpickler(where).loads(pickle);
    } catch (ChromaFailure e) {
      throw e;
    } catch (RuntimeException | IOException e) {
      throw ChromaError.PICKLE_REFUSED.failure(where + " is not a pickle (" + e + ")", e);
    }
    if (!(loaded instanceof Map<?, ?> fields)
        || !(fields.get("label_to_id") instanceof Map<?, ?> labels)) {
      throw ChromaError.PICKLE_REFUSED.failure(where + " does not map labels to ids");
    }
    Map<Long, String> ids = new HashMap<>(labels.size() * 2);
    labels.forEach(
        (label, id) -> {
          if (!(label instanceof Number number) || !(id instanceof String text)) {
            throw ChromaError.PICKLE_REFUSED.failure(where + " does not map numbers to texts");
          }
          ids.put(number.longValue(), text);
        });
    Object position = fields.get("max_seq_id");
    return new IdMap(
        ids, position instanceof Number || position instanceof byte[] ? SeqId.of(position) : 0);
  }

  /** Knows one class; every other would be made to a dictionary by the library, without a word. */
  private static final class PlainUnpickler extends Unpickler {
    private static final short NEWOBJ = 0x81;

    private final String where;

    PlainUnpickler(String where) {
      this.where = where;
    }

    @Override
    protected Object dispatch(short opcode) throws PickleException, IOException {
      switch (opcode) {
        case 's' -> {
          Object value = stack.pop();
          put(stack.pop(), value);
          return NO_RETURN_VALUE;
        }
        case 'u' -> {
          List<Object> items = stack.pop_all_since_marker();
          for (int i = 0; i + 1 < items.size(); i += 2) {
            put(items.get(i), items.get(i + 1));
          }
          return NO_RETURN_VALUE;
        }
        default -> {
          Object result = super.dispatch(opcode);
          if (opcode == NEWOBJ && !(stack.peek() instanceof ClassDict)) {
            throw refused("an object of another class");
          }
          return result;
        }
      }
    }

    /** A container as a key could be made to hash for ever. */
    @SuppressWarnings("unchecked")
    private void put(Object key, Object value) {
      if (!(key instanceof String || key instanceof Number)) {
        throw refused("a key that is neither text nor number");
      }
      ((Map<Object, Object>) stack.peek()).put(key, value);
    }

    private ChromaFailure refused(String what) {
      return ChromaError.PICKLE_REFUSED.failure(where + " holds " + what);
    }
  }
}
