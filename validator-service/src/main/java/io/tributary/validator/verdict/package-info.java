/** What the comparison of a table came to, and the verdict that is published of it. */
@NullMarked
package io.tributary.validator.verdict;

import org.jspecify.annotations.NullMarked;
