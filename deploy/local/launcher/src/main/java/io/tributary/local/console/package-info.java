/** Shows progress to people: a table that redraws on a terminal, plain lines elsewhere. */
@NullMarked
package io.tributary.local.console;

import org.jspecify.annotations.NullMarked;
