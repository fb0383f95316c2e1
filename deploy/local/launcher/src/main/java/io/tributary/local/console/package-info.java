/** Shows progress to people: a table that redraws on a terminal, plain lines elsewhere. */
package io.tributary.local.console;
