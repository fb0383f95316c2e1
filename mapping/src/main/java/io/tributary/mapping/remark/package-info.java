/** What an operator is told of a mapping: what is lost, changed or left out. */
package io.tributary.mapping.remark;
