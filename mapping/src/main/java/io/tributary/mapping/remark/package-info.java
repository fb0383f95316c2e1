/** What an operator is told of a mapping: what is lost, changed or left out. */
@NullMarked
package io.tributary.mapping.remark;

import org.jspecify.annotations.NullMarked;
