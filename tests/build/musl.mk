# Has $(compile) read every source and header. $(records) has a file for each that passed: it is read again when it, a
# file that it includes, or $(compile) is newer.
files := $(shell find src -name '*.[ch]pp')
passed := $(files:%=$(records)/%.passed)

.PHONY: all
all: $(passed)

$(records)/%.passed: % $(compile)
	@mkdir -p $(@D)
	@sh $(compile) -MD -MP -MT $@ -MF $@.d $<
	@touch $@

-include $(passed:=.d)
