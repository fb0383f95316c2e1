/** What the comparison of a table came to, and the verdict that is published of it. */
package io.tributary.validator.verdict;
