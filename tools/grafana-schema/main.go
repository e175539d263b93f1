// Command grafana-schema says what Grafana's own schema has against dashboards: the strict decoders and the constraints that
// Grafana generates for its Foundation SDK, fed with dashboards by name from standard input.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

func main() {
	flag.Parse()
	var dashboards map[string]json.RawMessage
	if err := json.NewDecoder(os.Stdin).Decode(&dashboards); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	// Without these it does not look into the options of a panel, nor into its queries.
	plugins.RegisterDefaultPlugins()
	faults := map[string][]string{}
	for name, text := range dashboards {
		faults[name] = faultsOf(text)
	}
	if err := json.NewEncoder(os.Stdout).Encode(faults); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Place and fault of each; none is an empty list.
func faultsOf(text json.RawMessage) []string {
	var decoded dashboard.Dashboard
	faults := append([]string{}, linesOf("", decoded.UnmarshalJSONStrict(text))...)
	faults = append(faults, linesOf("", decoded.Validate())...)
	var loose struct{ Panels []panel }
	if err := json.Unmarshal(text, &loose); err != nil {
		return append(faults, err.Error())
	}
	for index, one := range loose.Panels {
		faults = append(faults, one.faults(fmt.Sprintf("panels[%d].", index))...)
	}
	return faults
}

// What the strict decoder of a panel leaves to the loose one.
type panel struct {
	Type        string
	FieldConfig json.RawMessage
}

func (one panel) faults(place string) []string {
	if one.Type == "row" {
		return nil
	}
	var faults []string
	if _, known := cog.ConfigForPanelcfgVariant(one.Type); !known {
		faults = append(faults, fmt.Sprintf("%stype: %q is no type of panel", place, one.Type))
	}
	var config dashboard.FieldConfigSource
	return append(faults, linesOf(place+"fieldConfig.", config.UnmarshalJSONStrict(one.FieldConfig))...)
}

func linesOf(place string, err error) []string {
	if err == nil || err.Error() == "" {
		return nil
	}
	lines := strings.Split(err.Error(), "\n")
	for index := range lines {
		lines[index] = place + lines[index]
	}
	return lines
}
