import {
  About,
  configOf,
  definePlugin,
  defineProvider,
  IsOptional,
  IsUrl,
  Matches,
  openaiWire,
  Secret,
} from '@fairlead/plugin-sdk';
import { azureFault } from './fault.js';

class AzureOpenaiConfig {
  @Secret() apiKey?: string;
  @About('Where the resource is: `https://NAME.openai.azure.com`.')
  @IsUrl()
  baseUrl!: string;
  @About("Version of the API; without it version 1, where a request's model is the deployment.")
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}(?:-preview)?$/, { message: '$property must be a date such as 2024-10-21' })
  apiVersion?: string;
}

/** OpenAI's models on Azure. A target's model is the name of a deployment. */
export default definePlugin({
  name: 'azure-openai',
  providers: {
    'azure-openai': defineProvider({
      config: configOf(AzureOpenaiConfig),
      speaks: [
        'openai-chat',
        'openai-responses',
        'openai-embeddings',
        'openai-completions',
        'openai-images',
        'openai-image-edits',
        'openai-speech',
        'openai-transcriptions',
        'openai-translations',
      ],
      priceTable: 'azure',
      create: ({ apiKey, baseUrl, apiVersion }) => {
        const api = openaiWire({ baseUrl: `${baseUrl}/openai/v1` });
        return {
          address(operation, model, call) {
            // Responses have never had an address of a deployment.
            if (apiVersion === undefined || call.dialect === 'openai-responses') {
              return api.address(operation, model, call);
            }
            const deployment = `${baseUrl}/openai/deployments/${encodeURIComponent(model)}`;
            const { address } = openaiWire({ baseUrl: deployment });
            return `${address(operation, model, call)}?api-version=${apiVersion}`;
          },
          authorize(headers) {
            if (apiKey) headers['api-key'] = apiKey;
          },
          fault: azureFault,
          probe: { method: 'GET', url: `${baseUrl}/openai/v1/models` },
        };
      },
    }),
  },
});
